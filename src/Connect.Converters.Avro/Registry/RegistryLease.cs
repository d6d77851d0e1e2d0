namespace Connect.Converters.Avro.Registry;

/// <summary>A converter's share of a registry client. May be disposed more than once.</summary>
internal sealed class RegistryLease(ISchemaRegistry registry, Action giveBack) : IDisposable
{
    private Action? _giveBack = giveBack;

    public ISchemaRegistry Registry { get; } = registry;

    public void Dispose() => Interlocked.Exchange(ref _giveBack, null)?.Invoke();
}
