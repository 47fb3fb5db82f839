using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// With --smoke everything runs once, to see that it runs; other words are BenchmarkDotNet's own, such as --filter.
var isSmoke = args.Contains("--smoke");
var job = (isSmoke ? Job.Dry : Job.ShortRun).WithToolchain(InProcessEmitToolchain.Instance);
var config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(job)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "daybook-micro"));
string[] words = [.. args.Where(static word => word != "--smoke")];
var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly)
    .Run(words.Length == 0 ? ["--filter", "*"] : words, config)
    .ToArray();
return summaries.All(static summary => !summary.HasCriticalValidationErrors && summary.Reports.All(static report => report.Success)) ? 0 : 1;
