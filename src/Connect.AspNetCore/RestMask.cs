using Connect.Runtime;
using Connect.Runtime.Herding;

namespace Connect.AspNetCore;

/// <summary>With <c>rest.hide.passwords</c>: hides passwords in responses, and restores stored passwords in requests.</summary>
internal static class RestMask
{
    /// <summary>Hides the passwords of a connector.</summary>
    public static async Task<ConnectorInfo> HideAsync(this RestRequest request, ConnectorInfo connector) =>
        MaskOf(request) is { } mask ? await mask.HideAsync(connector, request.CancellationToken) : connector;

    /// <summary>Hides the passwords of tasks.</summary>
    public static async Task<IReadOnlyList<TaskInfo>> HideAsync(this RestRequest request, IReadOnlyList<TaskInfo> tasks) =>
        MaskOf(request) is { } mask ? await mask.HideAsync(request.Name, tasks, request.CancellationToken) : tasks;

    /// <summary>Hides the passwords in a validation result.</summary>
    public static async Task<ConfigInfos> HideAsync(this RestRequest request, IReadOnlyDictionary<string, string?> config, ConfigInfos validation) =>
        MaskOf(request) is { } mask ? await mask.HideAsync(config, validation, request.CancellationToken) : validation;

    /// <summary>Restores the stored passwords in a complete configuration.</summary>
    public static async Task<IReadOnlyDictionary<string, string?>> RestoreAsync(
        this RestRequest request, string? connector, IReadOnlyDictionary<string, string?> config) =>
        MaskOf(request) is { } mask ? await mask.RestoreAsync(connector, config, request.CancellationToken) : config;

    /// <summary>Restores the stored passwords in a patch.</summary>
    public static async Task<IReadOnlyDictionary<string, string?>> RestorePatchAsync(
        this RestRequest request, IReadOnlyDictionary<string, string?> patch) =>
        MaskOf(request) is { } mask ? await mask.WithoutHiddenAsync(request.Name, patch, request.CancellationToken) : patch;

    private static PasswordMask? MaskOf(RestRequest request) => (request.Herder as KafkaConnect)?.Mask;
}
