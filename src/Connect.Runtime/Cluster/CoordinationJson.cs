using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connect.Runtime.Cluster;

/// <summary>The JSON serializer of the coordination topic.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    PropertyNameCaseInsensitive = false,
    NumberHandling = JsonNumberHandling.Strict,
    UseStringEnumConverter = false)]
[JsonSerializable(typeof(LeaderRecord))]
[JsonSerializable(typeof(DeclaredRecord))]
[JsonSerializable(typeof(AssignmentHeadJson))]
[JsonSerializable(typeof(AssignmentJson))]
[JsonSerializable(typeof(WorkerJson))]
internal sealed partial class CoordinationJson : JsonSerializerContext;
