"""Wangqun 网群: websites of a province's People's Congresses as one federated cluster."""

__version__ = "0.1.0"
