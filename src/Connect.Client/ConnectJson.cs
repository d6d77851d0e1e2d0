using System.Text.Json.Serialization;

namespace Connect.Client;

/// <summary>The JSON serialization of the REST API's types, used by the endpoints, the client and the OpenAPI document.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ServerInfo))]
[JsonSerializable(typeof(WorkerHealth))]
[JsonSerializable(typeof(ConnectorInfo))]
[JsonSerializable(typeof(ConnectorStatus))]
[JsonSerializable(typeof(TaskStatus))]
[JsonSerializable(typeof(CreateConnectorRequest))]
[JsonSerializable(typeof(ConfigKeyInfo))]
[JsonSerializable(typeof(TaskInfo))]
[JsonSerializable(typeof(PluginInfo))]
[JsonSerializable(typeof(ConfigValidation))]
[JsonSerializable(typeof(ConnectorOffsets))]
[JsonSerializable(typeof(ConnectMessage))]
[JsonSerializable(typeof(ErrorMessage))]
[JsonSerializable(typeof(LoggerLevel))]
[JsonSerializable(typeof(ConnectorLogs))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<TaskInfo>))]
[JsonSerializable(typeof(IReadOnlyList<PluginInfo>))]
[JsonSerializable(typeof(IReadOnlyList<ConfigKeyInfo>))]
[JsonSerializable(typeof(IReadOnlyList<DeclarationPlan>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string?>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, ExpandedConnector>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, ActiveTopics>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, LoggerLevel>))]
internal sealed partial class ConnectJson : JsonSerializerContext;
