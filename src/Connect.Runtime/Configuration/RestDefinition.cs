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
                "Addresses that the REST API listens on: http://host:port or https://host:port; without a host, on all interfaces.",
                ListenersValidator.Instance)
            .Define(
                WorkerKeys.RestAdvertisedHostName, ConfigType.String, null, ConfigImportance.Low,
                "The host name that other workers reach this one by.")
            .Define(WorkerKeys.RestAdvertisedPort, ConfigType.Int, null, ConfigImportance.Low, "The port that other workers reach this one by.")
            .Define(
                WorkerKeys.RestAdvertisedListener, ConfigType.String, null, ConfigImportance.Low,
                "The protocol that other workers reach this one by: http or https.")
            .Define(
                WorkerKeys.AccessControlAllowOrigin, ConfigType.String, "", ConfigImportance.Low,
                "The origins that browsers may call the REST API from; empty for none but its own.")
            .Define(
                WorkerKeys.AccessControlAllowMethods, ConfigType.String, "", ConfigImportance.Low,
                "The methods that browsers may use from other origins; empty for GET, POST and HEAD.")
            .Define(
                WorkerKeys.ResponseHttpHeadersConfig, ConfigType.String, "", ConfigImportance.Low,
                "Headers to add to answers of the REST API: [action] [name]:[value], separated by commas; action is set, add, setDate or addDate.",
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
                "Addresses that the administration resources listen on: not given, those of listeners; empty, none at all.",
                ConfigValidators.AnyNonDuplicateValues(emptyAllowed: true, nullAllowed: true));
}
