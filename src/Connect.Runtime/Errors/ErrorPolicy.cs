namespace Connect.Runtime.Errors;

/// <summary>A connector's error settings (<c>errors.*</c>).</summary>
internal sealed record ErrorPolicy
{
    /// <summary>Kafka Connect's defaults: no retry, no tolerance, no log.</summary>
    public static ErrorPolicy Default { get; } = new();

    /// <summary>What to do with a record that cannot be processed.</summary>
    public ErrorTolerance Tolerance { get; init; }

    /// <summary>How long an operation is repeated; <see cref="Timeout.InfiniteTimeSpan"/> forever, zero not at all.</summary>
    public TimeSpan RetryTimeout { get; init; } = TimeSpan.Zero;

    /// <summary>The longest wait between two attempts.</summary>
    public TimeSpan RetryDelayMax { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether errors are logged.</summary>
    public bool LogsErrors { get; init; }

    /// <summary>Whether log entries name the record.</summary>
    public bool LogsRecords { get; init; }

    /// <summary>The dead letter topic; null for none.</summary>
    public string? DeadLetterTopic { get; init; }

    /// <summary>The replication factor with which that topic is created; -1 for the broker's default.</summary>
    public short DeadLetterReplicationFactor { get; init; } = 3;

    /// <summary>Whether dead letters have headers that describe the error.</summary>
    public bool DeadLetterContextHeaders { get; init; }
}
