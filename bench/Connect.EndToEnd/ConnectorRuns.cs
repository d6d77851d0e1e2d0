using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connect.EndToEnd;

/// <summary>The same work as <see cref="RawClient"/>, done by connectors in a worker.</summary>
internal static class ConnectorRuns
{
    /// <summary>Runs a source from its first record to the last acknowledgement.</summary>
    public static async Task<Measurement> MeasureSourceAsync(string servers, string topic, int count, int size)
    {
        var run = new Run(count);
        using var host = Build(servers, run, worker => worker.AddConnector<PassThroughSource>("bench", source =>
        {
            source["topic"] = topic;
            source["size"] = size.ToString(CultureInfo.InvariantCulture);
        }));
        await host.StartAsync();
        var stopped = Task.CompletedTask;
        var measurement = await Measurement.TakeAsync(count, async () =>
        {
            run.Begin();
            await run.Exhausted;

            // A graceful stop: the task waits for the last acknowledgement and stores the offset before the connector hears of it.
            stopped = host.StopAsync();
            await run.Ended;
        });
        await stopped;
        return measurement;
    }

    /// <summary>Runs a sink from its start to the last record put. Like the bare client it joins its group meanwhile.</summary>
    public static async Task<Measurement> MeasureSinkAsync(string servers, string topic, int count)
    {
        var run = new Run(count);
        using var host = Build(servers, run, worker => worker.AddConnector<PassThroughSink>("bench", sink =>
        {
            sink.Topics.Add(topic);
            sink["consumer.override.group.id"] = $"bench-{Guid.NewGuid():N}";
        }));
        var measurement = await Measurement.TakeAsync(count, async () =>
        {
            await host.StartAsync();
            await run.Ended;
        });
        await host.StopAsync();
        return measurement;
    }

    private static IHost Build(string servers, Run run, Action<IKafkaConnectBuilder> connectors)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(new Runs { ["bench"] = run });
        connectors(builder.AddKafkaConnect(configure: worker =>
        {
            worker.BootstrapServers = servers;
            worker.KeyConverter = worker.ValueConverter = "org.apache.kafka.connect.converters.ByteArrayConverter";
        }));
        return builder.Build();
    }
}
