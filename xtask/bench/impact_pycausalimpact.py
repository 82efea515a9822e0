"""pycausalimpact: a local level with fixed coefficients by maximum likelihood; draws are simulated from the fitted model."""

from causalimpact import CausalImpact
from impacting import draws, measure, periods, series


def estimate():
    found = CausalImpact(series, *periods, n_sims=draws).summary_data["cumulative"]
    return found["abs_effect"], found["abs_effect_lower"], found["abs_effect_upper"]


measure(estimate)
