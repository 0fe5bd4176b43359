"""Where schools stand, who goes where, and how they get there."""
