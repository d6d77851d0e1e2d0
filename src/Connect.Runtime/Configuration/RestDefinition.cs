using Connect.Configuration;
using Connect.Runtime.Configuration.Validators;

namespace Connect.Runtime.Configuration;

/// <summary>What the REST API can be configured with, in the order of <c>org.apache.kafka.connect.runtime.rest.RestServerConfig</c>.</summary>
internal static class RestDefinition
{
    public static ConfigDef DefineRest(this ConfigDef definition) =>
        definition
            .Define(
                WorkerKeys.Listeners, ConfigType.List, "http://:8083", ConfigImportance.Low,
                "The REST API's listeners: http://host:port or https://host:port; without a host, all interfaces.",
                ListenersValidator.Instance)
            .Define(
                WorkerKeys.RestAdvertisedHostName, ConfigType.String, null, ConfigImportance.Low,
                "The host name at which other workers reach this worker.")
            .Define(WorkerKeys.RestAdvertisedPort, ConfigType.Int, null, ConfigImportance.Low, "The port at which other workers reach this worker.")
            .Define(
                WorkerKeys.RestAdvertisedListener, ConfigType.String, null, ConfigImportance.Low,
                "The protocol with which other workers reach this worker: http or https.")
            .Define(
                WorkerKeys.AccessControlAllowOrigin, ConfigType.String, "", ConfigImportance.Low,
                "The origins from which browsers may call the REST API; empty for the same origin only.")
            .Define(
                WorkerKeys.AccessControlAllowMethods, ConfigType.String, "", ConfigImportance.Low,
                "The methods that browsers may use from other origins; empty for GET, POST and HEAD.")
            .Define(
                WorkerKeys.ResponseHttpHeadersConfig, ConfigType.String, "", ConfigImportance.Low,
                "Headers to add to REST responses: [action] [name]:[value], separated by commas; action is set, add, setDate or addDate.",
                ResponseHeadersValidator.Instance)
            .Define(
                WorkerKeys.SslClientAuth, ConfigType.String, "none", ConfigImportance.Low,
                "Whether an HTTPS listener asks clients for a certificate.",
                ConfigValidators.ValidString("required", "requested", "none"))
            .Define(
                WorkerKeys.RestExtensionClasses, ConfigType.List, "", ConfigImportance.Low,
                "Classes that extend the REST API, in order.",
                ConfigValidators.AnyNonDuplicateValues(emptyAllowed: true, nullAllowed: false))
            .Define(
                WorkerKeys.AdminListeners, ConfigType.List, null, ConfigImportance.Low,
                "The listeners for the administration resources: if not set, the same as listeners; if empty, none.",
                ConfigValidators.AnyNonDuplicateValues(emptyAllowed: true, nullAllowed: true));
}
