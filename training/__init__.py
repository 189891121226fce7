"""Train the model of names from annotated news, and pack it for `extract`.

One command: ``python -m training training/news.toml --data FOLDER``. The flow is
**read → teach → train → export → describe**; `__main__` shows it on one screen. Nothing here is
needed to use a model, and only this package needs PyTorch.
"""
