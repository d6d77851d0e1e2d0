namespace Connect.Runtime.Hosting;

/// <summary>How serious a finding is for the takeover.</summary>
internal enum TakeoverSeverity
{
    /// <summary>No problem.</summary>
    Fine,

    /// <summary>Something behaves differently here, or could not be checked.</summary>
    Warning,

    /// <summary>The worker, or a connector, would not run.</summary>
    Blocker,
}
