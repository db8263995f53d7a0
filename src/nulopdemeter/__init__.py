"""nulopdemeter: which renovation brings a dwelling to zero on the meter, what it costs, what the tenant pays."""
