namespace Connect.Runtime.Kafka.Logs;

/// <summary>Writes to one compacted topic.</summary>
/// <remarks>Thread-safe. Records of one call keep their order within a partition.</remarks>
internal interface ILogWriter
{
    /// <summary>Whether the records of one call become visible all together or not at all.</summary>
    bool IsAtomic { get; }

    /// <summary>Writes records; returns when the brokers have all of them.</summary>
    /// <param name="entries">The records.</param>
    /// <param name="cancellationToken">Cancels the call. The records may be written anyway.</param>
    /// <exception cref="LogWriteException">They are not, or not surely, written.</exception>
    Task WriteAsync(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken);
}
