using Daybook.Load;
using Daybook.Load.Measuring;
using Daybook.Load.Reports;

if (args is ["--help"])
{
    Console.Out.WriteLine(Arguments.Usage);
    return 0;
}

Arguments arguments;
try
{
    arguments = Arguments.Parse(args);
}
catch (FormatException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    Console.Error.WriteLine(Arguments.Usage);
    return 2;
}

using var only = BenchLock.TryTake();
if (only is null)
{
    Console.Error.WriteLine("Another run is measuring on this machine. Wait for it to end.");
    return 1;
}

var results = await new LoadRun(arguments, new Talk(Console.Error)).RunAsync();
if (arguments.Markdown)
{
    Console.Out.WriteLine(MarkdownReport.Of(results));
}

if (arguments.Json)
{
    Console.Out.WriteLine(JsonReport.Of(results));
}

return 0;
