using Connect.Converters.Avro;
using Connect.Tests;
using Connect.Tests.Brokers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connect.Integration.Tests.Avro;

/// <summary>A worker with a source and a sink that speak Avro through one topic.</summary>
internal sealed class AvroPipeline : IAsyncDisposable
{
    private readonly IHost _host;

    private AvroPipeline(IHost host, string topic)
    {
        _host = host;
        Topic = topic;
    }

    public string Topic { get; }

    public RecordStream Stream => _host.Services.GetRequiredService<RecordStream>();

    public static async Task<AvroPipeline> StartAsync(string registryUrl, params (string Key, string Value)[] config)
    {
        var broker = await TestBroker.GetRealAsync();
        var topic = RandomNames.Topic();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<RecordStream>();
        void Configure(Connect.Runtime.Hosting.ConnectorOptions connector)
        {
            foreach (var converter in new[] { "key.converter", "value.converter" })
            {
                connector[converter] = "io.confluent.connect.avro.AvroConverter";
                connector[$"{converter}.schema.registry.url"] = registryUrl;
                connector[$"{converter}.max.retries"] = "0";
            }

            foreach (var (key, value) in config)
                connector[key] = value;
        }

        builder.Services.AddKafkaConnect(worker => worker.BootstrapServers = broker.BootstrapServers)
            .AddAvroConverter()
            .AddConnector<StreamSource>(RandomNames.Next("source"), source =>
            {
                Configure(source);
                source["topic"] = topic;
            })
            .AddConnector<StreamSink>(RandomNames.Next("sink"), sink =>
            {
                Configure(sink);
                sink.Topics.Add(topic);
                sink["consumer.override.auto.offset.reset"] = "earliest";
            });
        var host = builder.Build();
        await host.StartAsync();
        return new AvroPipeline(host, topic);
    }

    /// <summary>Waits until so many records have arrived in all.</summary>
    public Task ReceivedAsync(int count) =>
        Eventually.Async(() => Stream.Received.Count >= count, $"{count} records arrive", TestTimeouts.Broker);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
