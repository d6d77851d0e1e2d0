using System.Text;
using Connect.Connectors;
using Connect.FileStreams;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NativeConsumer;

// An application that is published trimmed or as native code: settings, a file source, a sink of its own, transforms, JSON and Avro, offsets in a
// file.
var folder = Directory.CreateTempSubdirectory("connect-native-").FullName;
var input = Path.Combine(folder, "input.txt");
await File.WriteAllLinesAsync(input, ["foo", "bar"]);

var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning);
builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(
    """
    { "Kafka": { "Connect": {
      "BootstrapServers": "embedded",
      "OffsetFlushInterval": "00:00:01",
      "Connectors": {
        "json": { "connector.class": "FileStreamSource", "topic": "json-lines", "transforms": { "hoist": { "type": "HoistField$Value", "field": "line" } } },
        "avro": {
          "connector.class": "FileStreamSource",
          "topic": "avro-lines",
          "transforms": { "hoist": { "type": "HoistField$Value", "field": "line" } },
          "value.converter": "io.confluent.connect.avro.AvroConverter",
          "value.converter.schema.registry.url": "mock://native"
        }
      }
    } } }
    """)));
foreach (var source in (string[])["json", "avro"])
{
    builder.Configuration[$"Kafka:Connect:Connectors:{source}:file"] = input;
    builder.Configuration[$"Kafka:Connect:Connectors:{source}:transforms"] = "hoist";
}

builder.Services.AddSingleton<Lines>();
builder.AddKafkaConnect(configure: worker => worker.OffsetStorageFile = Path.Combine(folder, "offsets"))
    .AddPlugins(FileStreamPlugins.All)
    .AddAvroConverter()
    .AddConnector<LineSink>("json-sink", sink => sink.Topics.Add("json-lines"))
    .AddConnector<LineSink>("avro-sink", sink =>
    {
        sink.Topics.Add("avro-lines");
        sink["value.converter"] = "io.confluent.connect.avro.AvroConverter";
        sink["value.converter.schema.registry.url"] = "mock://native";
    });

using var host = builder.Build();
await host.StartAsync();
using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
var lines = host.Services.GetRequiredService<Lines>();
while (lines.Count < 4)
    await Task.Delay(50, deadline.Token);
await host.StopAsync();
var offsets = new FileInfo(Path.Combine(folder, "offsets")).Length;
Directory.Delete(folder, recursive: true);
Console.WriteLine($"Published, the packages work: {lines} ({(offsets > 0 ? "offsets kept" : "no offsets")})");
