using Connect.Converters.Avro.Registry.Ids;
using Microsoft.Extensions.Logging;

namespace Connect.Converters.Avro;

public sealed partial class AvroConverter
{
    private static partial class Log
    {
        [LoggerMessage(5801, LogLevel.Information,
            "Schema {SchemaId} of topic {Topic} is not registered under subject {Subject}: records have no schema version.",
            EventName = nameof(VersionUnknown))]
        public static partial void VersionUnknown(ILogger logger, string schemaId, string topic, string subject);

        [LoggerMessage(5803, LogLevel.Information, "Using the application's ISchemaRegistryClient instead of schema.registry.url ({Url}).",
            EventName = nameof(ClientOfTheApplication))]
        public static partial void ClientOfTheApplication(ILogger logger, string url);

        [LoggerMessage(5802, LogLevel.Warning, "Could not refresh the latest schema for topic {Topic}. The current one stays in use.",
            EventName = nameof(LatestNotRefreshed))]
        public static partial void LatestNotRefreshed(ILogger logger, string topic, Exception exception);
    }
}
