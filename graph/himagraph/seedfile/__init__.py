"""The strict loader: a folder of YAML to records, every error with its file, line and field."""

from himagraph.seedfile.folder import SIZE_LIMIT, Seeds, read

__all__ = ["SIZE_LIMIT", "Seeds", "read"]
