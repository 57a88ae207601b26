"""The HTTP service: `/v1` for case systems. `service.http.app` puts it together."""
