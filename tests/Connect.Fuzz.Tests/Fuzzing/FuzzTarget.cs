namespace Connect.Fuzz.Tests.Fuzzing;

/// <summary>Code that takes bytes from outside.</summary>
/// <param name="Name">Its name; part of the seed of each input.</param>
/// <param name="Corpus">Good inputs, from which damaged ones are made.</param>
/// <param name="Take">Takes an input.</param>
/// <param name="Documented">The exceptions that it may throw, and those derived from them.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Corpus, Action<byte[]> Take, params Type[] Documented)
{
    /// <summary>Exceptions that tell of a fault in the code even where a base class of theirs is documented.</summary>
    private static readonly Type[] Never = [typeof(ArgumentNullException), typeof(ArgumentOutOfRangeException), typeof(ObjectDisposedException)];

    /// <summary>Pieces that mean something to it.</summary>
    public IReadOnlyList<byte[]> Words { get; init; } = [];

    /// <summary>Its share of the inputs, beside 10 of most targets.</summary>
    public int Share { get; init; } = 10;

    /// <summary>The memory that it may take for any input, in bytes, before the input's length counts.</summary>
    public long FreeBytes { get; init; } = 4 << 20;

    /// <summary>Whether an exception is one of those that callers are told of.</summary>
    public bool IsDocumented(Exception exception) =>
        !Array.Exists(Never, type => type.IsInstanceOfType(exception)) && Array.Exists(Documented, type => type.IsInstanceOfType(exception));

    public override string ToString() => Name;
}
