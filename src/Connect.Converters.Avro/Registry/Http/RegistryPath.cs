using System.Globalization;

namespace Connect.Converters.Avro.Registry.Http;

/// <summary>Paths of the REST API, version 7, with every variable part percent-encoded.</summary>
internal static class RegistryPath
{
    public static string Register(string subject, bool normalize) => $"{Subject(subject)}/versions?normalize={Text(normalize)}";

    public static string LookUp(string subject, bool normalize, bool deleted) => $"{Subject(subject)}?normalize={Text(normalize)}&deleted={Text(deleted)}";

    public static string ById(int id, string? subject) =>
        string.Create(CultureInfo.InvariantCulture, $"/schemas/ids/{id}?fetchMaxId=false{(subject is null ? "" : "&subject=" + Escape(subject))}");

    public static string ByGuid(Guid guid) => $"/schemas/guids/{guid:D}";

    public static string Version(string subject, int version, bool deleted) =>
        string.Create(CultureInfo.InvariantCulture, $"{Subject(subject)}/versions/{version}?deleted={Text(deleted)}");

    public static string Latest(string subject) => $"{Subject(subject)}/versions/latest";

    public static string LatestWithMetadata(string subject, MetadataQuery metadata) =>
        $"{Subject(subject)}/metadata?{string.Join('&', metadata.Properties.Select(property => $"key={Escape(property.Key)}&value={Escape(property.Value)}"))}&deleted=false";

    public static string Compatibility(string subject) => $"/compatibility{Subject(subject)}/versions/latest?verbose=true";

    public static string Config(string? subject) => subject is null ? "/config" : $"/config/{Escape(subject)}";

    public static string ConfigOrGlobal(string subject) => $"/config/{Escape(subject)}?defaultToGlobal=true";

    public static string ModeOrGlobal(string subject) => $"/mode/{Escape(subject)}?defaultToGlobal=true";

    public static string Associations(string clusterId, string topic, bool isKey) =>
        $"/associations/resources/{Escape(clusterId)}/{Escape(topic)}?resourceType=topic&associationType={(isKey ? "key" : "value")}";

    private static string Subject(string subject) => "/subjects/" + Escape(subject);

    private static string Escape(string part) => Uri.EscapeDataString(part);

    private static string Text(bool value) => value ? "true" : "false";
}
