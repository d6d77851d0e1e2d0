using Connect;
using Connect.Configuration;
using Connect.Connectors;
using Microsoft.Data.Sqlite;

namespace ExactlyOnceSinks;

/// <summary>Writes each record exactly once into a table of a SQLite file: <c>file</c>, <c>table</c>.</summary>
public sealed class SqliteSink : SinkConnector<SqliteSinkTask>
{
    public override ConfigDef Config { get; } = new ConfigDef()
        .Define("file", ConfigType.String, ConfigImportance.High, "The SQLite file.")
        .Define("table", ConfigType.String, "records", ConfigImportance.High, "The table.");
}

/// <summary>A task of <see cref="SqliteSink"/>.</summary>
public sealed class SqliteSinkTask : TransactionalSinkTask
{
    private SqliteConnection _connection = null!;
    private string _table = "";

    public override async ValueTask StartAsync(SinkTaskContext context, CancellationToken cancellationToken)
    {
        _table = context.Properties.GetValueOrDefault("table") ?? "records";
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = context.Properties["file"]! }.ToString());
        await _connection.OpenAsync(cancellationToken);
        await ExecuteAsync(
            null, $"""
            CREATE TABLE IF NOT EXISTS "{_table}" (topic TEXT, part INTEGER, pos INTEGER, value TEXT);
            CREATE TABLE IF NOT EXISTS "{_table}_offsets" (topic TEXT, part INTEGER, pos INTEGER, token INTEGER NOT NULL, PRIMARY KEY (topic, part));
            """, cancellationToken);
    }

    public override ValueTask StopAsync(CancellationToken cancellationToken) => _connection.DisposeAsync();

    protected override async ValueTask<IReadOnlyDictionary<TopicPartition, SinkClaim>> ClaimAsync(
        IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        await using var transaction = _connection.BeginTransaction();
        var claims = new Dictionary<TopicPartition, SinkClaim>();
        foreach (var partition in partitions)
        {
            await using var command = Command(
                transaction, $"""
                INSERT INTO "{_table}_offsets" VALUES ($0, $1, NULL, 1) ON CONFLICT DO UPDATE SET token = token + 1 RETURNING pos, token
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
        await using var transaction = _connection.BeginTransaction();
        foreach (var (partition, offset, token) in progress)
        {
            var count = await ExecuteAsync(
                transaction, $"""UPDATE "{_table}_offsets" SET pos = $2 WHERE topic = $0 AND part = $1 AND token = $3""", cancellationToken,
                partition.Topic, partition.Partition, offset, token);
            if (count == 0)
                throw new SinkFencedException(partition);
        }

        foreach (var record in records)
        {
            await ExecuteAsync(
                transaction, $"""INSERT INTO "{_table}" VALUES ($0, $1, $2, $3)""", cancellationToken,
                record.Topic, record.Partition, record.Offset, record.Value?.ToString());
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<int> ExecuteAsync(SqliteTransaction? transaction, string text, CancellationToken cancellationToken, params object?[] values)
    {
        await using var command = Command(transaction, text, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private SqliteCommand Command(SqliteTransaction? transaction, string text, params object?[] values)
    {
        var command = new SqliteCommand(text, _connection, transaction);
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue($"${i}", values[i] ?? DBNull.Value);
        return command;
    }
}
