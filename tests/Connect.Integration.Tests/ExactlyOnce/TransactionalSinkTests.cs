using System.Data.Common;
using Connect.Connectors;
using Connect.Runtime;
using Connect.Tests;
using Connect.Tests.Brokers;
using ExactlyOnceSinks;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Connect.Integration.Tests.ExactlyOnce;

/// <summary>The samples of sinks that write exactly once.</summary>
public sealed class TransactionalSinkTests
{
    private readonly string _topic = RandomNames.Topic();
    private readonly string _sink = RandomNames.Next("sink");
    private readonly string _file = Path.Combine(Path.GetTempPath(), RandomNames.Next("exactly-once"));

    [TearDown]
    public void Delete_file() => File.Delete(_file);

    [Test, CancelAfter(180_000)]
    public Task SQLite_has_each_record_once_although_the_group_begins_again(CancellationToken cancellationToken) =>
        HasEachRecordOnceAsync(Sqlite(), new SqliteConnection($"Data Source={_file}"), cancellationToken);

    [Test, CancelAfter(180_000)]
    public async Task PostgreSQL_has_each_record_once_although_the_group_begins_again(CancellationToken cancellationToken)
    {
        await using var server = await PostgresServer.StartAsync();
        await HasEachRecordOnceAsync(Postgres(server), new NpgsqlConnection(server.ConnectionString), cancellationToken);
    }

    [Test, CancelAfter(180_000)]
    public Task Zombie_is_refused_by_SQLite(CancellationToken cancellationToken) =>
        RefusesZombieAsync(Sqlite(), new SqliteConnection($"Data Source={_file}"), cancellationToken);

    [Test, CancelAfter(180_000)]
    public async Task Zombie_is_refused_by_PostgreSQL(CancellationToken cancellationToken)
    {
        await using var server = await PostgresServer.StartAsync();
        await RefusesZombieAsync(Postgres(server), new NpgsqlConnection(server.ConnectionString), cancellationToken);
    }

    private async Task HasEachRecordOnceAsync(Dictionary<string, string?> config, DbConnection database, CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        await lab.CreateTopicAsync(_topic, 2);
        await lab.ProduceAsync(_topic, 50, partition: 0, cancellationToken: cancellationToken);
        await lab.ProduceAsync(_topic, 50, partition: 1, cancellationToken: cancellationToken);
        using (await StartAsync(config, cancellationToken))
            await UntilCountAsync(database, 100, cancellationToken);
        await lab.ProduceAsync(_topic, 10, partition: 0, first: 50, cancellationToken: cancellationToken);

        // A group that knows nothing begins at the start of the topic: the offsets in the target decide all the same.
        config["consumer.override.group.id"] = RandomNames.Group();
        using (await StartAsync(config, cancellationToken))
            await UntilCountAsync(database, 110, cancellationToken);

        var positions = await QueryAsync(database, "SELECT part, pos FROM records ORDER BY part, pos", row => (row.GetInt32(0), row.GetInt64(1)));
        Assert.That(
            positions,
                Is.EqualTo(Enumerable.Range(0, 60).Select(pos => (0, (long)pos)).Concat(Enumerable.Range(0, 50).Select(pos => (1, (long)pos)))));
    }

    private async Task RefusesZombieAsync(Dictionary<string, string?> config, DbConnection database, CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        await lab.CreateTopicAsync(_topic, 1);
        await lab.ProduceAsync(_topic, 5, cancellationToken: cancellationToken);
        using var host = await StartAsync(config, cancellationToken);
        await UntilCountAsync(database, 5, cancellationToken);

        // Another task opens the partition.
        await QueryAsync(database, "UPDATE records_offsets SET token = token + 1 RETURNING token", row => row.GetInt64(0));
        await lab.ProduceAsync(_topic, 5, first: 5, cancellationToken: cancellationToken);

        var connect = host.Services.GetRequiredService<IKafkaConnect>();
        await Eventually.Async(
            async () => (await connect.GetConnectorStatusAsync(_sink, cancellationToken)).Tasks.Any(task => task.State == TaskState.Failed),
            "the task fails", cancellationToken: cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (await connect.GetConnectorStatusAsync(_sink, cancellationToken)).Tasks[0].Trace,
                    Does.Contain($"Another task has taken over partition {_topic}-0"));
            Assert.That((await QueryAsync(database, "SELECT pos FROM records", row => row.GetInt64(0))).Count, Is.EqualTo(5));
        }
    }

    private static Task UntilCountAsync(DbConnection database, int count, CancellationToken cancellationToken) => Eventually.Async(
        async () =>
        {
            try
            {
                return (await QueryAsync(database, "SELECT pos FROM records", row => row.GetInt64(0))).Count >= count;
            }
            catch (DbException)
            {
                // The table is not there yet.
                return false;
            }
        },
        $"{count} records are in the table", TestTimeouts.Broker, cancellationToken);

    private static async Task<IReadOnlyList<T>> QueryAsync<T>(DbConnection database, string text, Func<DbDataReader, T> read)
    {
        if (database.State != System.Data.ConnectionState.Open)
            await database.OpenAsync();
        await using var command = database.CreateCommand();
#pragma warning disable CA2100 // The texts are this class's own.
        command.CommandText = text;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    private Dictionary<string, string?> Sqlite() => Config(("connector.class", typeof(SqliteSink).FullName!), ("file", _file));

    private Dictionary<string, string?> Postgres(PostgresServer server) =>
        Config(("connector.class", typeof(PostgresSink).FullName!), ("connection", server.ConnectionString));

    private Dictionary<string, string?> Config(params (string Key, string Value)[] more)
    {
        var config = new Dictionary<string, string?>
        {
            ["topics"] = _topic,
            ["value.converter"] = "org.apache.kafka.connect.storage.StringConverter",
            ["key.converter"] = "org.apache.kafka.connect.storage.StringConverter",
            ["consumer.override.auto.offset.reset"] = "earliest",
        };
        foreach (var (key, value) in more)
            config[key] = value;
        return config;
    }

    private async Task<IHost> StartAsync(Dictionary<string, string?> config, CancellationToken cancellationToken)
    {
        var servers = (await TestBroker.GetRealAsync()).BootstrapServers;
        var builder = Host.CreateApplicationBuilder();
        builder.AddKafkaConnect(configure: worker =>
        {
            worker.BootstrapServers = servers;
            worker.Connectors[_sink] = new(config);
        }).AddConnector<SqliteSink>().AddConnector<PostgresSink>();
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return host;
    }
}
