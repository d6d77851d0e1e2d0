using Connect.Converters;

namespace Connect.Runtime.Pipeline;

/// <summary>The converters of one task, with the names of their classes for reports.</summary>
/// <param name="Key">Of keys.</param>
/// <param name="KeyClass">Its class.</param>
/// <param name="Value">Of values.</param>
/// <param name="ValueClass">Its class.</param>
/// <param name="Header">Of headers.</param>
/// <param name="HeaderClass">Its class.</param>
internal sealed record ConverterSet(
    IConverter Key, string KeyClass, IConverter Value, string ValueClass, IHeaderConverter Header, string HeaderClass) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        (Key as IDisposable)?.Dispose();
        (Value as IDisposable)?.Dispose();
        (Header as IDisposable)?.Dispose();
    }
}
