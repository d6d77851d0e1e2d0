namespace Connect.Runtime.Diagnostics.Metrics;

/// <summary>Describes an instrument.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Unit">Its unit in OpenTelemetry's notation.</param>
/// <param name="Attributes">The names of its attributes, separated by commas.</param>
/// <param name="Description">What it measures.</param>
internal sealed record InstrumentInfo(string Name, InstrumentKind Kind, string Unit, string Attributes, string Description)
{
    /// <summary>Whether it measures time in seconds.</summary>
    public bool IsTime => Unit == "s";
}
