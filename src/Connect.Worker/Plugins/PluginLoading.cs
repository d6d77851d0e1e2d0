using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Connect.WorkerProgram.Plugins;

/// <summary>Whether this worker program can load plugins from folders.</summary>
internal static class PluginLoading
{
    /// <summary>The runtime switch that overrides <see cref="IsSupported"/>.</summary>
    public const string Switch = "Connect.Worker.PluginLoading.IsSupported";

    /// <summary>Why methods that load plugins cannot be part of native code.</summary>
    public const string Reason = "Plugins are code that nothing else refers to.";

    /// <summary>False if the program was published as native code, which cannot load assemblies.</summary>
    [SuppressMessage("AOT", "IL4000", Justification = "The project file sets the switch to false for native code.")]
    [FeatureSwitchDefinition(Switch)]
    [FeatureGuard(typeof(RequiresUnreferencedCodeAttribute))]
    public static bool IsSupported => AppContext.TryGetSwitch(Switch, out var isSupported) ? isSupported : RuntimeFeature.IsDynamicCodeSupported;
}
