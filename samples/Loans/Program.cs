using System.CommandLine;
using System.Text.Json;
using Daybook;
using Daybook.Import;
using Loans;

var input = new Option<FileInfo?>("--input") { Description = "An XES file of loan applications, gzipped or not; what the store does not have yet is imported." };
var directory = new Option<string>("--store") { Description = "The store's directory.", Required = true };
var effectiveAt = new Option<DateTimeOffset?>("--effective-at") { Description = "Show the states as they were at this instant, inclusive." };
var asOf = new Option<DateTimeOffset?>("--as-of") { Description = "Use only what had been recorded by this instant, inclusive." };
var json = new Option<bool>("--json") { Description = "Print one JSON document." };

var command = new RootCommand("Folds every loan application of a bank and tells in which state it is, or was.") { input, directory, effectiveAt, asOf, json };
command.SetAction(async (arguments, cancellationToken) =>
{
    try
    {
        await using var store = await DaybookStore.OpenAsync(arguments.GetRequiredValue(directory), null, cancellationToken);
        if (arguments.GetValue(input) is { } file && !await LoanImport.RunAsync(store, file, cancellationToken))
        {
            return 1;
        }

        var answer = await Answer.OfAsync(store, arguments.GetValue(effectiveAt), arguments.GetValue(asOf), cancellationToken);
        Console.WriteLine(arguments.GetValue(json) ? JsonSerializer.Serialize(answer, AnswerJson.Default.Answer) : answer.ToText());
        return 0;
    }
    catch (Exception failure) when (failure is DaybookException or ImportException or IOException)
    {
        Console.Error.WriteLine(failure.Message);
        return 1;
    }
});

return await command.Parse(args).InvokeAsync();
