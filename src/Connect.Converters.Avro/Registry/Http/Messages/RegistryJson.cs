using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connect.Converters.Avro.Registry.Http.Messages;

/// <summary>Compiled readers and writers of the registry's bodies.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.General,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 64)]
[JsonSerializable(typeof(SchemaRequest))]
[JsonSerializable(typeof(SchemaAnswer))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(CompatibilityAnswer))]
[JsonSerializable(typeof(ConfigBody))]
[JsonSerializable(typeof(ModeAnswer))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(IReadOnlyList<AssociationAnswer>))]
internal sealed partial class RegistryJson : JsonSerializerContext
{
}
