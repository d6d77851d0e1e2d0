namespace Connect.Runtime.Diagnostics.Metrics;

/// <summary>The kinds of instruments.</summary>
internal enum InstrumentKind
{
    /// <summary>A monotonic counter, read on collection.</summary>
    ObservedCounter,

    /// <summary>A current value, read on collection.</summary>
    ObservedGauge,

    /// <summary>A current value that can be summed over tasks and workers, read on collection.</summary>
    ObservedUpDownCounter,

    /// <summary>A distribution, updated on each event.</summary>
    Histogram,
}
