using System.Text;
using System.Text.Json;
using Connect.Runtime.Configuration;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Cluster;

/// <summary>Serializes the keys (UTF-8) and values (JSON) of the coordination topic.</summary>
/// <remarks><para>Readers ignore unknown fields. The fields <c>epoch</c>, <c>version</c> and <c>protocol</c> of an assignment keep their meaning in
/// every protocol version; the others are read only if the version in <c>protocol</c> is supported.</para>
/// <para>Version 1 lists each item separately, version 2 lists the tasks of a connector together. Readers accept both forms, so only writers depend
/// on the version.</para></remarks>
internal static class CoordinationRecords
{
    private const string WorkerPrefix = "worker-";
    private const string DeclaredPrefix = "declared-";

    /// <summary>The key of the leader record.</summary>
    public static byte[] LeaderKey { get; } = "leader"u8.ToArray();

    /// <summary>The key of the assignment.</summary>
    public static byte[] AssignmentKey { get; } = "assignment"u8.ToArray();

    /// <summary>The key of a worker record.</summary>
    /// <param name="worker">The worker.</param>
    public static byte[] KeyOf(WorkerIncarnation worker) => Encoding.UTF8.GetBytes($"{WorkerPrefix}{worker}");

    /// <summary>The key of a declared connector.</summary>
    /// <param name="connector">The connector.</param>
    public static byte[] KeyOfDeclared(string connector) => Encoding.UTF8.GetBytes(DeclaredPrefix + connector);

    /// <summary>Serializes the value of a declared connector.</summary>
    /// <param name="record">The record.</param>
    public static byte[] Write(DeclaredRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, CoordinationJson.Default.DeclaredRecord);

    /// <summary>Serializes the value of the leader record.</summary>
    /// <param name="record">The record.</param>
    public static byte[] Write(LeaderRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, CoordinationJson.Default.LeaderRecord);

    /// <summary>Serializes the value of the assignment in its protocol version.</summary>
    /// <param name="record">The record.</param>
    public static byte[] Write(AssignmentRecord record) =>
        JsonSerializer.SerializeToUtf8Bytes(AssignmentJson.Of(record), CoordinationJson.Default.AssignmentJson);

    /// <summary>Serializes the value of a worker record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="protocol">The protocol version: that of the newest assignment, or the oldest that the worker supports.</param>
    public static byte[] Write(WorkerRecord record, int protocol) =>
        JsonSerializer.SerializeToUtf8Bytes(WorkerJson.Of(record, protocol), CoordinationJson.Default.WorkerJson);

    /// <summary>Parses a record.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; null for a tombstone.</param>
    /// <param name="known">The protocol versions that this worker supports.</param>
    /// <param name="problem">Why the record cannot be parsed; null if it can.</param>
    public static CoordinationRecord Read(ReadOnlySpan<byte> key, byte[]? value, ProtocolRange known, out string? problem)
    {
        problem = null;
        try
        {
            if (key.SequenceEqual(LeaderKey) && value is not null)
                return new CoordinationRecord
                {
                    Leader = JsonSerializer.Deserialize(value, CoordinationJson.Default.LeaderRecord)
                    ?? throw new JsonException("It is null.")
                };
            if (key.SequenceEqual(AssignmentKey) && value is not null)
                return ReadAssignment(value, known);
            if (key.StartsWith(Encoding.UTF8.GetBytes(DeclaredPrefix)))
                return ReadDeclared(Encoding.UTF8.GetString(key[DeclaredPrefix.Length..]), value);
            if (ReadWorkerKey(Encoding.UTF8.GetString(key)) is { } worker)
                return new CoordinationRecord
                {
                    Worker = worker,
                    WorkerRecord = value is null
                    ? null : JsonSerializer.Deserialize(value, CoordinationJson.Default.WorkerJson)!.ToRecord()
                };
            problem =
                $"The coordination topic has a record of key \"{Encoding.UTF8.GetString(key)}\"{(value is null ? " without a value" : "")}, which "
                    + "is unknown and ignored.";
        }
        catch (Exception failure) when (failure is JsonException or NullReferenceException or ArgumentException)
        {
            problem =
                $"The record of key \"{Encoding.UTF8.GetString(key)}\" of the coordination topic cannot be read and is ignored: {failure.Message}";
        }
        return default;
    }

    private static CoordinationRecord ReadDeclared(string connector, byte[]? value) => new()
    {
        Declared = connector,
        DeclaredConfig = value is null
            ? null
            : new ConnectorConfig(connector, JsonSerializer.Deserialize(value, CoordinationJson.Default.DeclaredRecord)!.Config),
    };

    private static CoordinationRecord ReadAssignment(byte[] value, ProtocolRange known)
    {
        var head = JsonSerializer.Deserialize(value, CoordinationJson.Default.AssignmentHeadJson)!;
        return known.Contains(head.Protocol)
            ? new CoordinationRecord { Assignment = JsonSerializer.Deserialize(value, CoordinationJson.Default.AssignmentJson)!.ToRecord() }
            : new CoordinationRecord { UnknownProtocol = head.Protocol };
    }

    private static WorkerIncarnation? ReadWorkerKey(string key)
    {
        var bar = key.LastIndexOf('|');
        return key.StartsWith(WorkerPrefix, StringComparison.Ordinal) && bar > WorkerPrefix.Length
            ? new WorkerIncarnation(key[WorkerPrefix.Length..bar], key[(bar + 1)..]) : null;
    }
}
