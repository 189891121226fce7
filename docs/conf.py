"""How the documentation is built: `sphinx-build -W -c docs . build/docs`, from the root.

The root of the repository is the source, so that a link between two files works alike in a
checkout, on a code host and on the site. Everything is local: the built site needs no network.
"""

from extract import __version__

project = "extract"
author = "the authors of extract"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]

root_doc = "docs/index"
include_patterns = [
    "docs/**",
    "CHANGELOG.md",
    "corpus/README.md",
    "gold/*.md",
    "training/*.md",
    "extract/newsmodel/weights/README.md",
    "extract/patterns/agencies/README.md",
]
exclude_patterns = [".*", ".venv", "build", "docs/example", "docs/_templates"]

myst_heading_anchors = 4
# Examples are shortened with “…”, which is no JSON, and tables as CSV have no lexer.
suppress_warnings = ["misc.highlighting_failure"]

# Docstrings name code in single backticks.
default_role = "literal"
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
napoleon_use_ivar = True
napoleon_use_rtype = False

html_theme = "furo"
html_title = f"extract {version}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_additional_pages = {"index": "to-the-start.html"}
templates_path = ["_templates"]
pygments_style = "tango"
pygments_dark_style = "github-dark"
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#1f5f8b", "color-brand-content": "#1f5f8b"},
    "dark_css_variables": {"color-brand-primary": "#8cc4ea", "color-brand-content": "#8cc4ea"},
}
