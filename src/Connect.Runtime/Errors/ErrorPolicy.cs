namespace Connect.Runtime.Errors;

/// <summary>How a connector wants errors dealt with (<c>errors.*</c>).</summary>
internal sealed record ErrorPolicy
{
    /// <summary>Kafka Connect's defaults: no retry, no tolerance, no log.</summary>
    public static ErrorPolicy Default { get; } = new();

    /// <summary>What a record that cannot be processed leads to.</summary>
    public ErrorTolerance Tolerance { get; init; }

    /// <summary>How long an operation is repeated; <see cref="Timeout.InfiniteTimeSpan"/> for ever, zero not at all.</summary>
    public TimeSpan RetryTimeout { get; init; } = TimeSpan.Zero;

    /// <summary>The longest wait between two attempts.</summary>
    public TimeSpan RetryDelayMax { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether errors are logged.</summary>
    public bool LogsErrors { get; init; }

    /// <summary>Whether the log says which record it was.</summary>
    public bool LogsRecords { get; init; }

    /// <summary>The topic of dead letters; null for none.</summary>
    public string? DeadLetterTopic { get; init; }

    /// <summary>The replication factor with which that topic is created; -1 for the broker's default.</summary>
    public short DeadLetterReplicationFactor { get; init; } = 3;

    /// <summary>Whether dead letters say in headers what happened.</summary>
    public bool DeadLetterContextHeaders { get; init; }
}
