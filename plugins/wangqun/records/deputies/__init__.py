"""The pages of deputies, constituencies and stations: from a `Roster` to what templates see."""
