"""One file an editor: `plan(request) -> Plan`."""
