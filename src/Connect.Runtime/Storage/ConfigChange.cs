namespace Connect.Runtime.Storage;

/// <summary>A change of the configuration that was read from a cluster's config topic.</summary>
internal abstract record ConfigChange
{
    private ConfigChange()
    {
    }

    /// <summary>A connector has a configuration, which need not differ from the one before.</summary>
    internal sealed record ConnectorUpdated(string Connector) : ConfigChange;

    /// <summary>A connector was deleted.</summary>
    internal sealed record ConnectorRemoved(string Connector) : ConfigChange;

    /// <summary>The tasks of a connector were stored. If the set is incomplete, <see cref="ConfigSnapshot.Inconsistent"/> contains the
    /// connector.</summary>
    internal sealed record TasksCommitted(string Connector) : ConfigChange;

    /// <summary>The target state of a connector has changed.</summary>
    internal sealed record TargetStateChanged(string Connector) : ConfigChange;

    /// <summary>A restart of a connector and its tasks was requested.</summary>
    internal sealed record RestartRequested(RestartRequest Request) : ConfigChange;

    /// <summary>There is a new session key.</summary>
    internal sealed record SessionKeyChanged(SessionKey Key) : ConfigChange;

    /// <summary>All workers must set the level of a logger; both values as they were sent.</summary>
    internal sealed record LoggerLevelRequested(string Logger, string Level) : ConfigChange;
}
