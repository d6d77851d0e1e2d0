using Connect;
using Connect.Configuration;
using Connect.Connectors;
using Npgsql;

namespace ExactlyOnceSinks;

/// <summary>Writes each record exactly once into a table of PostgreSQL: <c>connection</c>, <c>table</c>.</summary>
public sealed class PostgresSink : SinkConnector<PostgresSinkTask>
{
    public override ConfigDef Config { get; } = new ConfigDef()
        .Define("connection", ConfigType.Password, ConfigImportance.High, "Npgsql's connection string.")
        .Define("table", ConfigType.String, "records", ConfigImportance.High, "The table.");
}

/// <summary>A task of <see cref="PostgresSink"/>.</summary>
public sealed class PostgresSinkTask : TransactionalSinkTask
{
    private NpgsqlDataSource _source = null!;
    private string _table = "";

    public override async ValueTask StartAsync(SinkTaskContext context, CancellationToken cancellationToken)
    {
        _table = context.Properties.GetValueOrDefault("table") ?? "records";
        _source = NpgsqlDataSource.Create(context.Properties["connection"]!);

        // The lock keeps tasks that start at once from creating the same tables.
        await using var command = _source.CreateCommand($"""
            BEGIN; SELECT pg_advisory_xact_lock(hashtext('{_table}'));
            CREATE TABLE IF NOT EXISTS "{_table}" (topic text, part int, pos bigint, value text);
            CREATE TABLE IF NOT EXISTS "{_table}_offsets" (topic text, part int, pos bigint, token bigint NOT NULL, PRIMARY KEY (topic, part));
            COMMIT;
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override ValueTask StopAsync(CancellationToken cancellationToken) => _source.DisposeAsync();

    protected override async ValueTask<IReadOnlyDictionary<TopicPartition, SinkClaim>> ClaimAsync(
        IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var claims = new Dictionary<TopicPartition, SinkClaim>();
        foreach (var partition in partitions.OrderBy(partition => (partition.Topic, partition.Partition)))
        {
            await using var command = Command(
                transaction, $"""
                INSERT INTO "{_table}_offsets" AS o VALUES ($1, $2, NULL, 1) ON CONFLICT (topic, part) DO UPDATE SET token = o.token
                    + 1 RETURNING pos, token
                """, partition.Topic, partition.Partition);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            claims[partition] = new SinkClaim(reader.IsDBNull(0) ? null : reader.GetInt64(0), reader.GetInt64(1));
        }

        await transaction.CommitAsync(cancellationToken);
        return claims;
    }

    protected override async ValueTask WriteAsync(
        IReadOnlyList<SinkRecord> records, IReadOnlyCollection<SinkProgress> progress, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var (partition, offset, token) in progress.OrderBy(entry => (entry.Partition.Topic, entry.Partition.Partition)))
        {
            await using var update = Command(
                transaction, $"""UPDATE "{_table}_offsets" SET pos = $3 WHERE topic = $1 AND part = $2 AND token = $4""",
                partition.Topic, partition.Partition, offset, token);
            if (await update.ExecuteNonQueryAsync(cancellationToken) == 0)
                throw new SinkFencedException(partition);
        }

        await using var insert = Command(
            transaction, $"""INSERT INTO "{_table}" SELECT * FROM unnest($1, $2, $3, $4)""",
            records.Select(record => record.Topic).ToArray(), records.Select(record => record.Partition!.Value).ToArray(),
            records.Select(record => record.Offset).ToArray(), records.Select(record => record.Value?.ToString()).ToArray());
        await insert.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static NpgsqlCommand Command(NpgsqlTransaction transaction, string text, params object[] values)
    {
        var command = new NpgsqlCommand(text, transaction.Connection, transaction);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
