// One fixture instance for each test case, and cases side by side: no test may lean on another.
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[assembly: Parallelizable(ParallelScope.Children)]
