using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Connect.Converters.Json;
using Connect.Data;
using Connect.Runtime.Kafka.Logs;

namespace Connect.Runtime.Storage;

/// <summary>Stores, for each exactly-once source of a standalone worker, how many producers of its tasks may exist. Uses the offsets topic.</summary>
/// <remarks>The records have the form that a cluster uses in its config topic. Thread-safe.</remarks>
/// <param name="log">The offsets topic; must exist. Owned by this object.</param>
internal sealed class TaskCountLog(ICompactedLog log) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Reads the topic.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task StartAsync(CancellationToken cancellationToken) => log.StartAsync(Handle, cancellationToken);

    /// <summary>Reads how many producers of a connector's tasks may exist.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Null if unknown.</returns>
    public async Task<int?> ReadAsync(string connector, CancellationToken cancellationToken)
    {
        await log.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        return _counts.TryGetValue(connector, out var count) ? count : null;
    }

    /// <summary>Stores the number of producers.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="count">The number of producers.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="LogWriteException">It may not have been stored.</exception>
    public Task WriteAsync(string connector, int count, CancellationToken cancellationToken) =>
        log.WriteAsync([ConfigRecords.TaskCount(connector, count)], cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => log.DisposeAsync();

    private void Handle(LogRecord record)
    {
        if (record.Key is null || record.Value is null)
            return;
        var key = Encoding.UTF8.GetString(record.Key);
        if (!key.StartsWith(ConfigRecords.TaskCountPrefix, StringComparison.Ordinal))
            return;
        try
        {
            if (InternalJson.Read(record.Value, log.Topic) is ConnectMap map && map.GetValueOrDefault("task-count") is { } count)
                _counts[key[ConfigRecords.TaskCountPrefix.Length..]] = Convert.ToInt32(count, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is DataException or FormatException or OverflowException or InvalidCastException)
        {
            // Only another program can have written such a record. As without a record, each task's start fences its own previous run.
        }
    }
}
