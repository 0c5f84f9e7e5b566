"""Where inputs come from: documentation, call sites, types, the body of the function, and pools of boundaries."""
