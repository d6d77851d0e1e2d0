using Connect.Converters.Avro.Registry.Ids;
using Microsoft.Extensions.Logging;

namespace Connect.Converters.Avro;

public sealed partial class AvroConverter
{
    private static partial class Log
    {
        [LoggerMessage(5801, LogLevel.Information, "Schema {SchemaId} of topic {Topic} does not stand under subject {Subject}: records get no schema version.", EventName = nameof(VersionUnknown))]
        public static partial void VersionUnknown(ILogger logger, string schemaId, string topic, string subject);

        [LoggerMessage(5803, LogLevel.Information, "Uses the application's ISchemaRegistryClient; schema.registry.url ({Url}) is not used.", EventName = nameof(ClientOfTheApplication))]
        public static partial void ClientOfTheApplication(ILogger logger, string url);

        [LoggerMessage(5802, LogLevel.Warning, "The latest schema for topic {Topic} could not be asked for again; the one in use stays.", EventName = nameof(LatestNotRefreshed))]
        public static partial void LatestNotRefreshed(ILogger logger, string topic, Exception exception);
    }
}
