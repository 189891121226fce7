"""The model of names: a small transformer that reads news, run with onnxruntime."""
