namespace Connect.Runtime.Tests.Hosting;

/// <summary>A service of an application, for its plugins.</summary>
public sealed record Greeting(string Text);
