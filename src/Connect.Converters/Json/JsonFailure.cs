using Connect.Converters.Json.Reading;
using Connect.Converters.Json.Writing;

namespace Connect.Converters.Json;

/// <summary>Creates the errors of the JSON converter: Kafka Connect's message, and below it where it happened and why.</summary>
internal static class JsonFailure
{
    private const string WriteFailed = "Converting Kafka Connect data to byte[] failed due to serialization error: ";
    private const string ReadFailed = "Converting byte[] to Kafka Connect data failed due to serialization error: ";

    public static DataException TooDeepToWrite(int depth) =>
        new(WriteFailed, new DataException($"Document nesting depth ({depth}) exceeds the maximum allowed ({JsonOutput.MaxDepth})"));

    public static DataException NotJson(JsonSyntaxException cause) => new(ReadFailed, cause);

    /// <summary>Adds the place to an error. Its message stays Kafka Connect's own, the place is the inner exception's.</summary>
    public static DataException Locate(DataException error, string place)
    {
        var inner = new DataException(error.InnerException is null ? place : $"{place}: {error.InnerException.Message}", error.InnerException);
        return error is SchemaBuilderException ? new SchemaBuilderException(error.Message, inner) : new DataException(error.Message, inner);
    }
}
