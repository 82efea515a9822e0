"""bsts-causalimpact: R CausalImpact's model, sampled by a compiled Gibbs sampler; its defaults but for the number of draws."""

from causal_impact import CausalImpact, ModelOptions
from impacting import draws, measure, periods, rows_after, series

options = ModelOptions(niter=draws)


def estimate():
    found = CausalImpact(series, *periods, model_args=options).summary_stats
    return found["cumulative_effect_total"], rows_after * found["ci_lower"], rows_after * found["ci_upper"]


measure(estimate)
