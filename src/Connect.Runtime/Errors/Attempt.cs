namespace Connect.Runtime.Errors;

/// <summary>What came of an operation whose failure may be tolerated.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <param name="IsSkipped">Whether it failed, was reported, and the record is to be skipped.</param>
/// <param name="Value">The result, where there is one.</param>
internal readonly record struct Attempt<T>(bool IsSkipped, T Value);
