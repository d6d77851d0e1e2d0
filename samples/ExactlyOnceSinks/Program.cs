using ExactlyOnceSinks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// Writes the topic "orders" into orders.db. Kill it and start it again: each record is in the table once.
//   dotnet run --project samples/ExactlyOnceSinks
var builder = Host.CreateApplicationBuilder(args);
builder.AddKafkaConnect(configure: worker => worker.ValueConverter = "org.apache.kafka.connect.storage.StringConverter")
    .AddConnector<PostgresSink>()
    .AddConnector<SqliteSink>("orders-table", sink =>
    {
        sink.Topics.Add("orders");
        sink["file"] = "orders.db";
    });
await builder.Build().RunAsync();
