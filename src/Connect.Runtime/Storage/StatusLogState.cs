using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Connect.Converters.Json;
using Connect.Data;
using Connect.Runtime.Kafka.Logs;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Storage;

/// <summary>Builds statuses from the records of the status topic, with the rules of <c>KafkaStatusBackingStore</c>. Unreadable records are logged and
/// ignored.</summary>
/// <param name="topic">The topic, for messages.</param>
/// <param name="table">Receives the statuses.</param>
/// <param name="logger">The logger.</param>
internal sealed partial class StatusLogState(string topic, MemoryStatusStore table, ILogger logger)
{
    /// <summary>Applies a record. Not thread-safe.</summary>
    /// <param name="record">The record.</param>
    public void Apply(in LogRecord record)
    {
        var key = record.Key is null ? "" : Encoding.UTF8.GetString(record.Key);
        if (!TryApply(key, record.Value, out var reason))
            Log.RecordIgnored(logger, topic, key, reason);
    }

    private bool TryApply(string key, byte[]? bytes, out string reason)
    {
        reason = "the key is unknown";
        ConnectMap? value = null;
        if (bytes is not null)
        {
            try
            {
                value = InternalJson.Read(bytes, topic) as ConnectMap;
            }
            catch (DataException e)
            {
                reason = e.Message;
                return false;
            }

            if (value is null)
            {
                reason = "it is not a map";
                return false;
            }
        }

        if (key.StartsWith(StatusRecords.ConnectorPrefix, StringComparison.Ordinal))
            return ApplyConnector(key[StatusRecords.ConnectorPrefix.Length..], value, ref reason);
        if (key.StartsWith(StatusRecords.TaskPrefix, StringComparison.Ordinal))
            return ApplyTask(key[StatusRecords.TaskPrefix.Length..], value, ref reason);
        return key.StartsWith(StatusRecords.TopicPrefix, StringComparison.Ordinal)
            && ApplyTopic(key[StatusRecords.TopicPrefix.Length..], value, ref reason);
    }

    private bool ApplyConnector(string connector, ConnectMap? value, ref string reason)
    {
        if (connector.Length == 0)
            return false;
        if (value is null)
        {
            table.RemoveStatuses(connector);
            return true;
        }

        if (Read<ConnectorState>(value) is not { } status)
        {
            reason = "it has no state, worker or generation";
            return false;
        }

        table.Put(connector, status);
        return true;
    }

    private bool ApplyTask(string rest, ConnectMap? value, ref string reason)
    {
        var dash = rest.LastIndexOf('-');
        if (dash < 0 || !int.TryParse(rest.AsSpan(dash + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return false;
        var task = new ConnectorTaskId(rest[..dash], number);
        if (value is null)
        {
            table.Put(task, new StatusRecord<TaskState>(TaskState.Destroyed, null, "", 0, null));
            return true;
        }

        if (Read<TaskState>(value) is not { } status)
        {
            reason = "it has no state, worker or generation";
            return false;
        }

        // The worker that loses a task may report this after the new owner has reported that it runs.
        if (status.State == TaskState.Unassigned && table.Get(task) is { State: TaskState.Running } running
            && running.Generation >= status.Generation)
            return true;
        table.Put(task, status);
        return true;
    }

    private bool ApplyTopic(string rest, ConnectMap? value, ref string reason)
    {
        var separator = rest.IndexOf(StatusRecords.TopicSeparator, StringComparison.Ordinal);
        if (separator <= 0 || separator + StatusRecords.TopicSeparator.Length == rest.Length)
            return false;
        var connector = rest[(separator + StatusRecords.TopicSeparator.Length)..];
        if (value is null)
        {
            table.RemoveTopic(connector, rest[..separator]);
            return true;
        }

        if (value.GetValueOrDefault("topic") is not ConnectMap map
            || map.GetValueOrDefault("name") is not string name
            || map.GetValueOrDefault("connector") is not string user
            || map.GetValueOrDefault("task") is not long task
            || map.GetValueOrDefault("discoverTimestamp") is not long discovered)
        {
            reason = "a part is missing";
            return false;
        }

        table.Put(new TopicUse(name, user, unchecked((int)task), discovered));
        return true;
    }

    private static StatusRecord<TState>? Read<TState>(ConnectMap value)
        where TState : struct, Enum
    {
        if (value.GetValueOrDefault("state") is not string text
            || value.GetValueOrDefault("worker_id") is not string worker
            || value.GetValueOrDefault("generation") is not long generation)
            return null;
        return States<TState>.ByName.TryGetValue(text, out var state)
            ? new StatusRecord<TState>(
                state, value.GetValueOrDefault("trace") as string, worker, unchecked((int)generation), value.GetValueOrDefault("version") as string)
            : null;
    }

    private static class States<TState>
        where TState : struct, Enum
    {
        public static readonly FrozenDictionary<string, TState> ByName = Enum.GetValues<TState>()
            .ToFrozenDictionary(state => state.ToString().ToUpperInvariant(), StringComparer.Ordinal);
    }

    private static partial class Log
    {
        [LoggerMessage(7035, LogLevel.Warning, "Ignoring a record in {Topic} with key {Key}: {Reason}", EventName = nameof(RecordIgnored))]
        public static partial void RecordIgnored(ILogger logger, string topic, string key, string reason);
    }
}
