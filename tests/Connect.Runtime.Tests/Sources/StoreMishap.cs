namespace Connect.Runtime.Tests.Sources;

/// <summary>What the next writes of a store come to.</summary>
internal enum StoreMishap
{
    None,
    Fails,
    Hangs,
}
