using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connect.Runtime.Herding.Distributed;

/// <summary>The JSON serializer of calls between workers.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true,
    Converters = [typeof(OffsetMapConverter)])]
[JsonSerializable(typeof(HerderCall))]
[JsonSerializable(typeof(HerderAnswer))]
internal sealed partial class HerderCallJson : JsonSerializerContext;
