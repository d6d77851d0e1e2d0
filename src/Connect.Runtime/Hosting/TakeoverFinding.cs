namespace Connect.Runtime.Hosting;

/// <summary>A result of the check before a takeover.</summary>
/// <param name="Severity">How serious it is.</param>
/// <param name="Subject">What it is about: <c>worker</c>, <c>topic x</c>, <c>connector y</c>, …</param>
/// <param name="Text">The result, and what to do about it.</param>
internal sealed record TakeoverFinding(TakeoverSeverity Severity, string Subject, string Text);
