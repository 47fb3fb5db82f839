namespace Daybook.Import.Tests.Files;

/// <summary>The largest file of loans at hand: a bank's own when it lies beside the repository, else one made here.</summary>
internal sealed record LoanFile(string Path, long Streams, long Events, string EffectiveAt, string Answer)
{
    private const string Bank = """{"loans":13087,"events":262200,"amountAsked":177634511,"states":{"A_ACCEPTED":1,"A_ACTIVATED":547,"A_APPROVED":164,"A_CANCELLED":1346,"A_DECLINED":4333,"A_FINALIZED":508,"A_PARTLYSUBMITTED":4,"A_PREACCEPTED":128,"A_REGISTERED":419}}""";

    private const string Made = """{"loans":100,"events":300,"amountAsked":5050000,"states":{"A_APPROVED":49,"A_SUBMITTED":2}}""";

    public static LoanFile Find(TemporaryDirectory directory)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = System.IO.Path.Combine(folder.FullName, "shared", "data", "bpic2012.xes.gz");
            if (File.Exists(path))
            {
                return new LoanFile(path, 13_087, 262_200, "2011-12-31T15:00:00+01:00", Bank);
            }
        }

        File.WriteAllText(directory["loans.xes"], XesText.Loans(100));
        return new LoanFile(directory["loans.xes"], 100, 300, "2011-11-21T12:00:00+02:00", Made);
    }
}
