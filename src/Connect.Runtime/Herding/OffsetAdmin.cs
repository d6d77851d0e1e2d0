using System.Numerics;
using Connect.Connectors;
using Connect.Data;
using Connect.JavaCompatibility;
using Connect.Runtime.Configuration;
using Connect.Runtime.Kafka;
using Connect.Runtime.Offsets;
using Connect.Runtime.Storage;
using Connect.Runtime.Tasks;

namespace Connect.Runtime.Herding;

/// <summary>Reads and changes the offsets of connectors: in the offset store for sources, in the consumer group for sinks.</summary>
/// <remarks>The herder checks that the connector is stopped.</remarks>
internal sealed class OffsetAdmin(EngineServices engine, ConnectorViews views)
{
    /// <summary>Reads the offsets of a connector.</summary>
    public async Task<IReadOnlyList<ConnectorOffset>> GetAsync(ConnectorConfig config, CancellationToken cancellationToken)
    {
        var resolved = await ResolveAsync(config, cancellationToken).ConfigureAwait(false);
        if (views.TypeOf(config.ConnectorClass) == ConnectorType.Source)
        {
            var offsets = await engine.OffsetsOf(config.Name, resolved).ReadAllAsync(cancellationToken).ConfigureAwait(false);
            return [.. offsets.Select(entry => new ConnectorOffset(entry.Key, entry.Value))];
        }

        var admin = CreateAdmin(config.Name, resolved);
        await using (admin.ConfigureAwait(false))
            return SinkOffsets.Show(await admin.ListGroupOffsetsAsync(GroupOf(config.Name, resolved), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Changes the given offsets, or resets all if none are given.</summary>
    /// <returns>The message for the user.</returns>
    public async Task<string> ChangeAsync(ConnectorConfig config, IReadOnlyList<ConnectorOffset>? offsets, CancellationToken cancellationToken)
    {
        var resolved = await ResolveAsync(config, cancellationToken).ConfigureAwait(false);
        await engine.PluginThreads.EnterAsync();
        var connector = engine.Plugins.CreateConnector(config.ConnectorClass ?? "", resolved.GetValueOrDefault(ConnectorKeys.ConnectorVersion));
        try
        {
            var isDone = connector is ISourceConnector source
                ? await ChangeSourceAsync(source, config.Name, resolved, offsets, cancellationToken).ConfigureAwait(false)
                : await ChangeSinkAsync((ISinkConnector)connector, config.Name, resolved, offsets, cancellationToken).ConfigureAwait(false);
            return MessageOf(offsets is null ? "reset" : "altered", isDone);
        }
        catch (NotSupportedException e)
        {
            throw new ConnectException(
                $"Failed to modify offsets for connector {config.Name} because it doesn't support external modification of offsets", e);
        }
        finally
        {
            await Resources.ReleaseAsync([connector]).ConfigureAwait(false);
        }
    }

    private static string MessageOf(string done, bool isDone) => isDone
        ? $"The offsets for this connector have been {done} successfully"
        : $"The Connect framework-managed offsets for this connector have been {done} successfully. However, if this connector manages offsets "
            + "externally, "
            + $"they will need to be manually {done} in the system that the connector uses.";

    private async Task<bool> ChangeSourceAsync(
        ISourceConnector connector, string name, IReadOnlyDictionary<string, string?> config, IReadOnlyList<ConnectorOffset>? asked,
        CancellationToken cancellationToken)
    {
        var stored = engine.OffsetsOf(name, config);
        var known = await stored.ReadAllAsync(cancellationToken).ConfigureAwait(false);
        var changes = new Dictionary<SourcePartition, SourceOffset?>();
        if (asked is null)
        {
            foreach (var partition in known.Keys)
                changes[partition] = null;
        }
        else
        {
            foreach (var (partition, offset) in asked)
            {
                EnsureSimple(partition);
                EnsureSimple(offset);
                if (partition is null && offset is not null)
                    throw new ConnectException("Partition objects cannot be null");
                if (partition is not null)
                    changes[new SourcePartition(InHashOrder(partition))] = offset is null ? null : new SourceOffset(InHashOrder(offset));
            }
        }

        await engine.PluginThreads.EnterAsync();
        var isDone = await connector.AlterOffsetsAsync(config, changes, cancellationToken).ConfigureAwait(false);
        var entries = changes.Select(change => stored.EntryOf(change.Key, change.Value)).ToArray();
        if (entries.Length > 0 && engine.ExactlyOnce is { } exactlyOnce)
            await WriteInTransactionAsync(exactlyOnce.TransactionalIdOf(new ConnectorTaskId(name, 0)), name, config, entries, cancellationToken)
                .ConfigureAwait(false);
        else if (entries.Length > 0)
            await stored.WriteAsync(entries, cancellationToken).ConfigureAwait(false);
        return isDone;
    }

    /// <summary>Writes with the transactional id of the connector's first task, which fences an earlier run of that task.</summary>
    private async Task WriteInTransactionAsync(
        string transactionalId, string name, IReadOnlyDictionary<string, string?> config, OffsetEntry[] entries, CancellationToken cancellationToken)
    {
        var producer = engine.Clients.CreateTransactionalProducer(engine.ClientConfigs.FencingProducer(name, 0, config, transactionalId),
            wantsMetadata: false);
        await using (producer.ConfigureAwait(false))
        {
            var store = engine.Offsets.InTransactionsOf(name, config, producer);
            await producer.InitializeAsync(cancellationToken).ConfigureAwait(false);
            producer.Begin();
            await store.WriteAsync(entries, cancellationToken).ConfigureAwait(false);
            await producer.CommitAsync(cancellationToken).ConfigureAwait(false);
            await store.CopyAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Refuses values that the offset store cannot store, with Kafka Connect's message.</summary>
    private static void EnsureSimple(IReadOnlyDictionary<string, object?>? map)
    {
        foreach (var (key, value) in map ?? new Dictionary<string, object?>())
        {
            var refused = value switch
            {
                BigInteger => "class java.math.BigInteger",
                IReadOnlyDictionary<string, object?> => "MAP",
                IReadOnlyList<object?> => "ARRAY",
                _ => null,
            };
            if (refused is not null)
                throw new DataException($"Offsets may only contain primitive types as values, but field {key} contains {refused}");
        }
    }

    private async Task<bool> ChangeSinkAsync(
        ISinkConnector connector, string name, IReadOnlyDictionary<string, string?> config, IReadOnlyList<ConnectorOffset>? asked,
        CancellationToken cancellationToken)
    {
        var group = GroupOf(name, config);
        var changes = asked is null ? null : SinkOffsets.Read(asked);
        var admin = CreateAdmin(name, config);
        await using (admin.ConfigureAwait(false))
        {
            try
            {
                changes ??= (await admin.ListGroupOffsetsAsync(group, cancellationToken).ConfigureAwait(false))
                    .ToDictionary(entry => entry.Key, _ => (long?)null);
                await engine.PluginThreads.EnterAsync();
                var isDone = await connector.AlterOffsetsAsync(config, changes, cancellationToken).ConfigureAwait(false);
                if (asked is null)
                    await admin.DeleteGroupAsync(group, cancellationToken).ConfigureAwait(false);
                else
                    await ApplyAsync(admin, group, changes, cancellationToken).ConfigureAwait(false);
                return isDone;
            }
            catch (KafkaClientException e) when (e.Kind == KafkaErrorKind.GroupConflict)
            {
                throw new ConnectException(
                    $"Failed to {(asked is null ? "reset" : "alter")} consumer group offsets for connector {name} either because its tasks haven't "
                        + "stopped completely yet or the connector was resumed "
                    + "before the request to change its offsets could be successfully completed. If the connector is in a stopped state, this "
                    + "operation can be safely retried.",
                    e);
            }
        }
    }

    private static async Task ApplyAsync(
        IKafkaAdmin admin, string group, IReadOnlyDictionary<TopicPartition, long?> changes, CancellationToken cancellationToken)
    {
        var altered = changes.Where(change => change.Value is not null).ToDictionary(change => change.Key, change => change.Value!.Value);
        var deleted = changes.Where(change => change.Value is null).Select(change => change.Key).ToArray();
        if (altered.Count > 0)
            await admin.AlterGroupOffsetsAsync(group, altered, cancellationToken).ConfigureAwait(false);
        if (deleted.Length > 0)
            await admin.DeleteGroupOffsetsAsync(group, deleted, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Orders the keys as Kafka Connect stores offsets from REST requests.</summary>
    private static IEnumerable<KeyValuePair<string, object?>> InHashOrder(IReadOnlyDictionary<string, object?> map) =>
        JavaHashOrder.Of(map.Keys).Select(key => KeyValuePair.Create(key, map[key]));

    private async Task<IReadOnlyDictionary<string, string?>> ResolveAsync(ConnectorConfig config, CancellationToken cancellationToken) =>
        (await engine.Variables.TransformAsync(config.Properties, cancellationToken).ConfigureAwait(false)).Data;

    private IKafkaAdmin CreateAdmin(string name, IReadOnlyDictionary<string, string?> config) =>
        engine.Clients.CreateAdmin(engine.ClientConfigs.OffsetsAdmin(name, config));

    private string GroupOf(string name, IReadOnlyDictionary<string, string?> config) =>
        engine.ClientConfigs.SinkConsumer(name, 0, config).GroupId!;
}
