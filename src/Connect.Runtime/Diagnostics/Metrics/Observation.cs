namespace Connect.Runtime.Diagnostics.Metrics;

/// <summary>A current value.</summary>
/// <param name="Value">The value.</param>
/// <param name="Tags">Its attributes.</param>
internal readonly record struct Observation(double Value, KeyValuePair<string, object?>[] Tags);
