"""Pages and archives to read."""

PARAGRAPHS = "".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "Port officials in the coastal town said on Tuesday that forty sailors had come home.",
        "The café owner Zoë Brandt said that she had waited at the quay since early morning.",
        "A spokesman for the shipping company added that the crew would rest for two weeks.",
    )
)


def page(*, head: str = "", body: str = PARAGRAPHS, charset: str = "utf-8") -> bytes:
    return (
        f'<html lang="en"><head><meta charset="{charset}"><title>Sailors return</title>{head}'
        f"</head><body><nav>Home | Sport | Weather</nav><article><h1>Sailors return</h1>{body}"
        "</article><footer>All rights reserved</footer></body></html>"
    ).encode(charset)


def response(
    url: str, content: bytes, *, kind: str = "text/html; charset=utf-8", status: str = "200 OK"
) -> bytes:
    """Return one record of a WARC file."""
    http = f"HTTP/1.0 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + content
    header = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return header.encode() + http + b"\r\n\r\n"
